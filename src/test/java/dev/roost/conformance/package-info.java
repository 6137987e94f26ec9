/**
 * The conformance server: a small fixed set of channels. Tests of this project and external tools
 * play recorded exchanges with a real Phoenix against it.
 */
@NullMarked
package dev.roost.conformance;

import org.jspecify.annotations.NullMarked;
