# The product's image: locked requirements, built assets, collected static files; runs as an account of its own.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/cocommission
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY package.json package-lock.json .npmrc ./
COPY scripts/assets.py scripts/
COPY assets assets
RUN python scripts/assets.py && rm -rf node_modules
COPY . .
RUN DATA_DIR=/srv/data python manage.py collectstatic --no-input --verbosity 0

FROM python:3.11-slim
RUN useradd --system --no-create-home --shell /usr/sbin/nologin cocommission
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/srv/data \
    DJANGO_SETTINGS_MODULE=cocommission.settings
WORKDIR /srv/cocommission
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/data /srv/data
COPY --from=build /srv/cocommission /srv/cocommission
USER cocommission
EXPOSE 8000
CMD ["gunicorn", "cocommission.wsgi", "--bind=0.0.0.0:8000"]
