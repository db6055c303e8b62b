"""Bulk extraction: files in, files of articles and extractions out, on as many machines as there are.

No database and no settings: what stands here runs in the workers of a Dask cluster too.
"""
