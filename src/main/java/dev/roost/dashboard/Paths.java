package dev.roost.dashboard;

import dev.roost.proxy.BasePath;

/**
 * The addresses of the pages: those of routes as they are, and those for templates as browsers see
 * them.
 *
 * @param basePath where clients find the server
 * @param root the dashboard's own path
 */
record Paths(BasePath basePath, String root) {
  String socketRoute() {
    return root + "/live";
  }

  String socketsRoute() {
    return root + "/sockets";
  }

  String topicsRoute() {
    return root + "/topics";
  }

  String signInRoute() {
    return root + "/sign-in";
  }

  String signOutRoute() {
    return root + "/sign-out";
  }

  String assetsRoute() {
    return root + "/assets";
  }

  String overview() {
    return basePath.resolve(root);
  }

  String sockets() {
    return basePath.resolve(socketsRoute());
  }

  String topics() {
    return basePath.resolve(topicsRoute());
  }

  String signIn() {
    return basePath.resolve(signInRoute());
  }

  String signOut() {
    return basePath.resolve(signOutRoute());
  }

  String socket() {
    return basePath.resolve(socketRoute());
  }

  String assets() {
    return basePath.resolve(assetsRoute());
  }
}
