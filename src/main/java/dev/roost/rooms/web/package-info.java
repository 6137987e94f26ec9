/**
 * Plain HTTP beside the socket and the API: the web page, whose files are kept in memory with their
 * compressed forms, and the development tokens.
 */
@NullMarked
package dev.roost.rooms.web;

import org.jspecify.annotations.NullMarked;
