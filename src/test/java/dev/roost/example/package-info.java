/** The examples of the README, compiled and run. */
@NullMarked
package dev.roost.example;

import org.jspecify.annotations.NullMarked;
