"""Quantities as text: units of measure, counters and when they count, percentages and shares. No facts here."""
