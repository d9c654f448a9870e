/**
 * What an application uses: the manager, its named connections, their health and figures, and the
 * errors.
 */
@NullMarked
package io.dbm;

import org.jspecify.annotations.NullMarked;
