package dev.polyrhythm.cli;

import dev.polyrhythm.gpio.PulseStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The table at the end of a run: one line for each pin that had pulses. */
final class PulseTable {
    private static final String[] TITLES = {
        "pin",
        "pulses",
        "period",
        "width asked",
        "error p50",
        "p99",
        "max",
        "late",
        "skipped",
        "stretched"
    };

    private PulseTable() {}

    /** Returns the table, empty where there were no pulses. */
    static String of(List<PulseStatistics> pins) {
        if (pins.isEmpty()) {
            return "";
        }
        String[][] rows = new String[pins.size() + 1][];
        rows[0] = TITLES;
        for (int i = 0; i < pins.size(); i++) {
            rows[i + 1] = row(pins.get(i));
        }
        return render(rows);
    }

    private static String[] row(PulseStatistics pin) {
        return new String[] {
            String.valueOf(pin.pin()),
            String.valueOf(pin.pulses()),
            millis(pin.period()) + " ms",
            millis(pin.narrowest()) + " .. " + millis(pin.widest()) + " ms",
            micros(pin.errorMedian()),
            micros(pin.error99()),
            micros(pin.errorMax()),
            String.valueOf(pin.late()),
            String.valueOf(pin.skipped()),
            String.valueOf(pin.stretched())
        };
    }

    private static String render(String[][] rows) {
        StringBuilder text = new StringBuilder("\n");
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                String cell = row[column];
                line.repeat(' ', width(rows, column) - cell.length() + (column == 0 ? 0 : 3));
                line.append(cell);
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static int width(String[][] rows, int column) {
        int widest = 0;
        for (String[] row : rows) {
            widest = Math.max(widest, row[column].length());
        }
        return widest;
    }

    private static String millis(Duration duration) {
        String text = String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e6);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String micros(Duration duration) {
        return String.format(Locale.ROOT, "%.1f us", duration.toNanos() / 1e3);
    }
}
