package dev.roost.rooms.live;

import dev.roost.proxy.BasePath;

/**
 * The addresses of the live pages as browsers see them, for templates.
 *
 * @param basePath where clients find the server
 */
record LivePaths(BasePath basePath) {
  static final String ROOT = "/live";
  static final String SIGN_IN = ROOT + "/sign-in";
  static final String SIGN_UP = ROOT + "/sign-up";
  static final String SESSION = ROOT + "/session";
  static final String SIGN_OUT = ROOT + "/sign-out";
  static final String SIGN_OUT_EVERYWHERE = ROOT + "/sign-out-everywhere";
  static final String CHATS = ROOT + "/chats";

  static String chat(long id) {
    return CHATS + "/" + id;
  }

  String base() {
    return basePath.href();
  }

  String signIn() {
    return basePath.resolve(SIGN_IN);
  }

  String signUp() {
    return basePath.resolve(SIGN_UP);
  }

  /** Where the rooms' page takes requests for reset links. */
  String forgotPassword() {
    return basePath.resolve("/forgot_password");
  }

  String session() {
    return basePath.resolve(SESSION);
  }

  String signOut() {
    return basePath.resolve(SIGN_OUT);
  }

  String signOutEverywhere() {
    return basePath.resolve(SIGN_OUT_EVERYWHERE);
  }

  String chats() {
    return basePath.resolve(CHATS);
  }
}
