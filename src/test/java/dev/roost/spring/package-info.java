/** Tests of the auto-configuration, with Spring Boot 4 and the health of 3.5. */
@NullMarked
package dev.roost.spring;

import org.jspecify.annotations.NullMarked;
