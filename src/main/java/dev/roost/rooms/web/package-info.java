/** What is served over plain HTTP beside the socket: the web page, and the development tokens. */
@NullMarked
package dev.roost.rooms.web;

import org.jspecify.annotations.NullMarked;
