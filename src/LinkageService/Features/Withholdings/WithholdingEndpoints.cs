using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using LinkageService.Http;

namespace LinkageService.Features.Withholdings;

/// <summary>The REST side of debts that are set off, and of the list for the declaration of tax.</summary>
internal sealed class WithholdingEndpoints(
    RecordSetOff record, SetOffs debts, ShowTaxDeclaration show, ExportTaxDeclaration export, Limits limits)
{
    private const string Debts = "/v1/runs/{run}/set-offs";
    private const string Declaration = "/v1/organizations/{org}/tax-declaration";

    private static readonly string[] Fields = ["year", "month", "benefit"];

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Debts, RecordAsync).WithName("RecordSetOff")
            .WithMetadata(WithholdingDocumentation.Record).Requires(Permission.PrepareRuns);
        routes.MapGet(Debts, ListAsync).WithName("ListSetOffs")
            .WithMetadata(WithholdingDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapDelete(Debts + "/{setOff}", WithdrawAsync).WithName("WithdrawSetOff")
            .WithMetadata(WithholdingDocumentation.Withdraw).Requires(Permission.PrepareRuns);
        routes.MapGet(Declaration, GetAsync).WithName("GetTaxDeclaration")
            .WithMetadata(WithholdingDocumentation.Get).Requires(Permission.ReadRuns);
        routes.MapGet(Declaration + ":export", (HttpContext http, string org, CancellationToken cancellation) =>
                RespondAsync(http, export, Caller.Of(http), org, cancellation)).WithName("ExportTaxDeclaration")
            .WithMetadata(WithholdingDocumentation.Export).Requires(Permission.ReadRuns);
    }

    /// <summary>Answers with a file, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="org">Whose.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Names in the query that were read before.</param>
    public static Task RespondAsync(
        HttpContext http, ExportTaxDeclaration export, Caller caller, string org, CancellationToken cancellation, params string[] read)
    {
        var query = QueryFields.Of(http.Request, [.. Fields, "format", "lang", .. read]);
        var (word, isChinese) = (query.OneOf("format", ExportTaxDeclaration.Formats), query.OneOf("lang", "zh", "en") == "zh");
        var request = Read(query, org);
        var format = word == "csv" ? ExportFormat.Csv : ExportFormat.Xlsx;
        AcceptHeader.Require(http.Request, ExportKind.ContentTypeOf(format));
        return export.HandleAsync(
            caller, request, format, isChinese, head => ExportEndpoints.Begin(http.Response, head), cancellation);
    }

    private async Task RecordAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fields = JsonFields.Read(body.Bytes, "household", "amount", "reason", "consentedOn", "consentedBy", "document");
        var request = new RecordSetOffRequest(run, fields.Text("household"), fields.SignedYuan("amount")?.Fen, fields.Text("reason"))
        {
            ConsentedOn = fields.Date("consentedOn"), ConsentedBy = fields.Text("consentedBy"), Document = fields.Text("document"),
            FormProblems = fields.Problems,
        };
        var recorded = await record.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, SetOffContract.Of(recorded), WithholdingContracts.Default.SetOffContract, cancellation, StatusCodes.Status201Created);
    }

    private async Task ListAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var found = await debts.ListAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(
            http, new SetOffsContract([.. found.Select(SetOffContract.Of)]), WithholdingContracts.Default.SetOffsContract, cancellation);
    }

    private async Task WithdrawAsync(HttpContext http, string run, string setOff, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var withdrawn = await debts.WithdrawAsync(Caller.Of(http), run, setOff, cancellation);
        await JsonResponse.WriteAsync(
            http, SetOffContract.Of(withdrawn), WithholdingContracts.Default.SetOffContract, cancellation);
    }

    private async Task GetAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var declaration = await show.HandleAsync(Caller.Of(http), Read(QueryFields.Of(http.Request, Fields), org), cancellation);
        await JsonResponse.WriteAsync(
            http, TaxDeclarationContract.Of(declaration), WithholdingContracts.Default.TaxDeclarationContract, cancellation);
    }

    private static TaxDeclarationRequest Read(QueryFields query, string org) => new(
        org, query.Whole("year", AccountYears.Range), query.Whole("month", TaxDeclarationValidator.Months), query.Text("benefit"))
    {
        FormProblems = query.Problems,
    };
}
