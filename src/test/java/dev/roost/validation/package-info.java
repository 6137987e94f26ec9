/** Tests of constraints on payloads. */
@org.jspecify.annotations.NullMarked
package dev.roost.validation;
