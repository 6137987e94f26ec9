/**
 * Recorded scenarios and their player. A scenario is a script of client steps with the frames that
 * a real Phoenix server sent.
 *
 * <p>{@link dev.roost.conformance.scenario.Recordings} reads them, a {@link
 * dev.roost.conformance.scenario.Player} runs their {@link dev.roost.conformance.scenario.Step}s in
 * order. {@link dev.roost.conformance.scenario.ScenarioServer} and {@link
 * dev.roost.conformance.scenario.ScenarioClient} hide the kind of connection.
 */
@NullMarked
package dev.roost.conformance.scenario;

import org.jspecify.annotations.NullMarked;
