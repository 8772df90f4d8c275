using LinkageService.Access;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Exports;
using LinkageService.Features.Facts;
using LinkageService.Features.Organizations;
using LinkageService.Features.RunFiles;
using LinkageService.Features.Schemes;
using LinkageService.Features.StatementChecks;
using LinkageService.Features.YearStatements;
using LinkageService.Http;
using Microsoft.OpenApi;

namespace LinkageService.OpenApi;

/// <summary>
/// The form of parts of the path and the query, and of headers, by name: that of their type, and of ids that are looked up, which
/// none can have in another form. What is checked has its bounds from <see cref="CheckedFields"/>.
/// </summary>
internal static class ParameterShapes
{
    private const string RunId = "^[0-9a-f]{32}$";

    /// <summary>The form of a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">The route.</param>
    public static OpenApiSchema Of(string name, string address) => name switch
    {
        "total" when IsOfStatementChecks(address) => Shapes.Yuan,
        "limit" or "year" or "month" or "percent" or "total" or "keepHours" =>
            new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        "after" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        "version" => Shapes.Whole(SchemeReference.Versions.Min, SchemeReference.Versions.Max),
        "dryRun" or "numberHouseholds" or "explain" or "all" or "keep" => Shapes.Flag,
        "asOf" or "validFrom" or "from" or "to" or "on" or "totalOn" => Shapes.Date,
        "knownAt" or "updatedSince" => Shapes.Moment,
        "laterFacts" => Shapes.LaterFactsChoice,
        "lang" => Shapes.OneOf("zh", "en"),
        "names" => Shapes.OneOf(ExportRequest.NamesWords),
        "formulas" => Shapes.OneOf(ExportRequest.FormulasWords),
        "rows" => Shapes.OneOf(ExportRequest.RowsWords),
        "format" when address.EndsWith("/vouchers:export", StringComparison.Ordinal) =>
            Shapes.OneOf(ExportYearAccountsRequest.VoucherFormats),
        "format" when address.EndsWith("/year-statements:export", StringComparison.Ordinal) =>
            Shapes.OneOf(ExportYearAccountsRequest.StatementFormats),
        "format" when IsOfStatementChecks(address) => Shapes.OneOf(ExportStatementCheck.Formats),
        "format" => Shapes.OneOf("csv", "xlsx"),
        "kind" when address.EndsWith("/files", StringComparison.Ordinal) => Shapes.OneOf(RunFileKinds.All),
        "kind" when address.Contains("/facts/", StringComparison.Ordinal) => Shapes.OneOf(FactKind.Words),
        "kind" => Shapes.OneOf(ExportKind.All.Select(kind => kind.Name)),
        "run" or "with" or "file" or "import" or "setOff" or "webhook" or "check" or "account"
            or "batch" => Like(RunId),
        "org" or "organization" => Like(OrganizationIds.Pattern.Schema),
        "household" => Household,
        "delivery" => Like("^[0-9]+-[0-9]+$"),
        "id" when address.Contains("/households/", StringComparison.Ordinal) => Household,
        "id" when address.Contains("/linkages/", StringComparison.Ordinal) => Like(RunId),
        "id" when address.Contains("/schemes/", StringComparison.Ordinal) => Like(SchemeReference.Ids.Schema),
        "cursor" => new OpenApiSchema
        {
            Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]*$", MaxLength = QueryFields.MaxCursor,
        },
        Gate.PurposeHeader => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Gate.MaxPurposeBytes },
        "If-Match" => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
        _ => Shapes.Text,
    };

    private static bool IsOfStatementChecks(string address) => address.StartsWith("/v1/statement-checks", StringComparison.Ordinal);

    private static OpenApiSchema Household => new()
    {
        Type = JsonSchemaType.String, MinLength = 1, MaxLength = HouseholdIds.MaxCharacters,
    };

    private static OpenApiSchema Like(string pattern) => new() { Type = JsonSchemaType.String, Pattern = pattern };
}
