using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using Microsoft.OpenApi;

namespace LinkageService.OpenApi;

/// <summary>The form of parts of the path and the query, and of headers, by name: the same name means the same everywhere.</summary>
internal static class ParameterShapes
{
    private const int MaxPage = 1000;
    private const string RunId = "^[0-9a-f]{32}$";

    /// <summary>The form of a parameter.</summary>
    public static OpenApiSchema Of(string name) => name switch
    {
        "limit" => Shapes.Whole(1, MaxPage),
        "year" => Shapes.Whole(AccountYears.Range.Min, AccountYears.Range.Max),
        "version" => Shapes.Whole(1),
        "after" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
        "dryRun" or "explain" or "all" => Shapes.Flag,
        "asOf" or "validFrom" or "from" => Shapes.Date,
        "knownAt" => Shapes.Moment,
        "state" => Shapes.State,
        "mode" => Shapes.Mode,
        "laterFacts" => Shapes.LaterFactsChoice,
        "lang" => Shapes.OneOf("zh", "en"),
        "format" => Shapes.OneOf("csv", "xlsx"),
        "kind" => Shapes.OneOf(ExportKind.All.Select(kind => kind.Name)),
        "run" or "with" => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = RunId },
        "Idempotency-Key" => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[!-~]{1,128}$" },
        "If-Match" => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
        _ => Shapes.Text,
    };
}
