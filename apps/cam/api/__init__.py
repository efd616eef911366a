"""Routes for integrators, see urls."""
