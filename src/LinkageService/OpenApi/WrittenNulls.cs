using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>
/// A field of a response that may be missing is left out, never null, but for the few that are always there: <c>next</c>, null on the
/// last page; what a household got in a run it was not in; the digest of what cannot be computed again. In requests null counts as left
/// out.
/// </summary>
internal sealed class WrittenNulls : ISchemaFilter
{
    // Only of a run whose roster is the stored one.
    private const string SometimesThere = "fromFacts";

    private static readonly HashSet<(string Type, string Field)> OfType =
    [
        ("ComparedHousehold", "before"), ("ComparedHousehold", "after"), ("Verification", "recomputed"),
        ("ProofVerification", "recomputed"),
        ("Verification", SometimesThere),
    ];

    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        var type = context.Type.Name.Replace("Contract", "", StringComparison.Ordinal);
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            if (property is not OpenApiSchema field)
            {
                continue;
            }

            if (name == "next" || OfType.Contains((type, name)))
            {
                field.Type |= JsonSchemaType.Null;
                if (name != SometimesThere)
                {
                    ((OpenApiSchema)schema).Required?.Add(name);
                }
            }
            else
            {
                field.Type &= ~JsonSchemaType.Null;
            }
        }
    }
}
