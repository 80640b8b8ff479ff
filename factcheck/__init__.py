"""The Factcheck project: settings, the database server it can bring along, and the door to the web server."""
