using LinkageService.Features.Facts;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>What people call the fields of facts about organisations, and which are dates: said once, beside the field.</summary>
internal sealed class FactLabels : ISchemaFilter
{
    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        foreach (var field in FactField.Of(context.Type))
        {
            if (schema.Properties?.TryGetValue(field.Name, out var property) == true && property is OpenApiSchema described)
            {
                described.Description = $"{field.Label.Zh} | {field.Label.En}";
                described.Format = field.Type == FactType.Date ? Shapes.Date.Format : described.Format;
            }
        }
    }
}
