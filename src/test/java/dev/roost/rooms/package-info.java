/** Tests of the application as it is started, and the client they speak to it with. */
@NullMarked
package dev.roost.rooms;

import org.jspecify.annotations.NullMarked;
