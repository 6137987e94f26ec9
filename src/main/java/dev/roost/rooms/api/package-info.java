/**
 * The HTTP API in JSON: accounts and tokens, and the lists of challenges and chats. {@code
 * openapi.json} describes it. The user of a request is known by the token in the header {@code
 * Authorization}, as it is or as {@code Bearer}.
 */
@NullMarked
package dev.roost.rooms.api;

import org.jspecify.annotations.NullMarked;
