// Shows the description of all addresses. A file of its own, because the service allows no script within a page.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: "none",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
