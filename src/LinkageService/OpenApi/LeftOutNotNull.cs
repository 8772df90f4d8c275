using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>A field that may be missing is left out, in requests and answers; <c>null</c> is never read nor written.</summary>
internal sealed class LeftOutNotNull : ISchemaFilter
{
    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        foreach (var property in schema.Properties?.Values.OfType<OpenApiSchema>() ?? [])
        {
            property.Type &= ~JsonSchemaType.Null;
        }
    }
}
