"""Orders: placing, reading, and one operation for each verb."""
