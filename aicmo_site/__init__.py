"""The site: settings, urls and the pages over several modules. The one place that knows all modules."""
