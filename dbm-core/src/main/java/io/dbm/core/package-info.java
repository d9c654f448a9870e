/** Where an application begins: loads and checks a configuration, and makes a manager of it. */
@NullMarked
package io.dbm.core;

import org.jspecify.annotations.NullMarked;
