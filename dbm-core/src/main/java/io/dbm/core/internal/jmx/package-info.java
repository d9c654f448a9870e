/** JMX: what an MBean server shows of each connection. */
@NullMarked
package io.dbm.core.internal.jmx;

import org.jspecify.annotations.NullMarked;
