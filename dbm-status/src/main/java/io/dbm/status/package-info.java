/** The status page: what a manager's connections are up to, over HTTP, to look at and no more. */
@NullMarked
package io.dbm.status;

import org.jspecify.annotations.NullMarked;
