# The bot alone; docker-compose.yml adds PostgreSQL. Settings come from the environment, never from the image.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

# For plans in .doc, .odt, .rtf, .xls and .ods too (about 500 MB more), put here:
# RUN apt-get update && apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui

WORKDIR /srv/bot

# What the product needs, without the developers' tools; this layer changes only with the versions.
COPY pyproject.toml constraints.txt ./
RUN python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*p["dependencies"], *p["optional-dependencies"]["postgres"], sep="\n")' > /tmp/requirements.txt \
    && pip install -c constraints.txt -r /tmp/requirements.txt \
    && rm /tmp/requirements.txt

COPY bot bot
COPY locales locales
COPY plans plans
COPY facts facts
RUN python -m compileall -q bot \
    && useradd --system --uid 10001 --home-dir /srv/bot --shell /usr/sbin/nologin bot \
    && mkdir data \
    && chown bot:bot data

USER bot
VOLUME /srv/bot/data
STOPSIGNAL SIGTERM

# /health tells whether the work goes on; the probe asks it, from inside only.
ENV HEALTH_PORT=8090
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-m", "bot.operations.probe"]

# The library that draws sheets keeps a list of fonts; it is made anew where nothing may be written.
ENV MPLCONFIGDIR=/tmp/matplotlib

ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
