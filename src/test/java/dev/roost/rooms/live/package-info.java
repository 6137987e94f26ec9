/** Tests of the live chats over HTTP; those in a browser are in {@code BrowserTest}. */
@NullMarked
package dev.roost.rooms.live;

import org.jspecify.annotations.NullMarked;
