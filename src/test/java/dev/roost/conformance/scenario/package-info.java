/**
 * Recorded scenarios and the playing of them: scripts of client steps with the frames that a real
 * Phoenix server answered.
 *
 * <p>{@link dev.roost.conformance.scenario.Recordings} reads them, a {@link
 * dev.roost.conformance.scenario.Player} takes their {@link dev.roost.conformance.scenario.Step}s
 * one after another. What clients are connected to, and how, is behind {@link
 * dev.roost.conformance.scenario.ScenarioServer} and {@link
 * dev.roost.conformance.scenario.ScenarioClient}.
 */
@NullMarked
package dev.roost.conformance.scenario;

import org.jspecify.annotations.NullMarked;
