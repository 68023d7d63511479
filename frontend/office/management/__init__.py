"""统计: how well the county is served, by township, grid, item, agent and bureau, week by week (LJ-02, QJ-10)."""
