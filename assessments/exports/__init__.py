"""Exports: tables of proposals and bundles of dossiers, made by workers and fetched by who asked for them."""
