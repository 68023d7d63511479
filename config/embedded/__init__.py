"""A PostgreSQL of one's own: found, laid out, started, shared and stopped without anybody having to set one up.

It lives under ``DATA_DIR`` and serves every process that is given the same ``DATA_DIR``. Whoever comes first starts
it, whoever goes last stops it (DESIGN §5). The way in is :func:`config.embedded.environment.prepare_environment`.
"""
