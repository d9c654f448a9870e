package io.dbm.core.internal.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a connection was read from, to tell whether another one is different.
 *
 * @param ofPool what its pool depends on
 * @param beside what its pool does not depend on
 */
record Written(Object ofPool, Object beside) {

    /**
     * Tells the two apart.
     *
     * @param settings of the connection, by key
     * @param others of whatever else its pool depends on
     * @param layers its access layers
     */
    static Written of(
            Map<String, Object> settings, List<Object> others, List<ConfiguredLayer<?>> layers) {
        Map<String, Object> ofPool = new TreeMap<>(settings);
        ofPool.keySet().removeAll(CommonKeys.BESIDE_THE_POOL);
        Map<String, Object> beside = new TreeMap<>(settings);
        beside.keySet().retainAll(CommonKeys.BESIDE_THE_POOL);
        Map<String, Object> ofLayers = new TreeMap<>();
        for (ConfiguredLayer<?> layer : layers) {
            ofLayers.put(layer.adapter().id(), layer.written());
        }
        return new Written(List.of(ofPool, others), List.of(beside, ofLayers));
    }

    /** Shows nothing: there may be secrets in it. */
    @Override
    public String toString() {
        return "what was written";
    }
}
