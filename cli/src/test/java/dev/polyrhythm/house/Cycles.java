package dev.polyrhythm.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cycles of a graph: its strongly connected components with more than one node (Tarjan,
 * "Depth-first search and linear graph algorithms", 1972).
 */
final class Cycles {
    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<List<String>> found = new ArrayList<>();

    private Cycles(Map<String, Set<String>> graph) {
        this.graph = graph;
    }

    static List<List<String>> of(Map<String, Set<String>> graph) {
        Cycles cycles = new Cycles(graph);
        graph.keySet().forEach(cycles::visit);
        return cycles.found;
    }

    private void visit(String node) {
        if (order.containsKey(node)) {
            return;
        }
        int number = order.size();
        order.put(node, number);
        lowest.put(node, number);
        open.push(node);
        for (String next : graph.getOrDefault(node, Set.of())) {
            visit(next);
            if (open.contains(next)) {
                lowest.merge(node, lowest.getOrDefault(next, number), Math::min);
            }
        }
        if (lowest.get(node) == number) {
            close(node);
        }
    }

    private void close(String first) {
        List<String> component = new ArrayList<>();
        String node;
        do {
            node = open.pop();
            component.add(node);
        } while (!node.equals(first));
        if (component.size() > 1) {
            component.sort(null);
            found.add(component);
        }
    }
}
