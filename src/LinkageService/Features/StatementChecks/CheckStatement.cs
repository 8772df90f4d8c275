using FluentValidation;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.StatementChecks;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Storage;
using LinkageService.Storage.StatementChecks;
using LinkageService.Tables;

namespace LinkageService.Features.StatementChecks;

/// <summary>A payout sheet that somebody made elsewhere: is it right, and if not, where and why? Nothing is stored unless asked.</summary>
internal sealed record CheckStatementRequest : CheckedRequest
{
    /// <summary>What the file is called, for the answer; null for nothing.</summary>
    public string? FileName { get; init; }

    /// <summary>The worksheet; null for the first with headings.</summary>
    public string? Worksheet { get; init; }

    /// <summary>The worksheet of last year in the same workbook; null for none.</summary>
    public string? LastWorksheet { get; init; }

    /// <summary>The run of last year; null for none.</summary>
    public string? LastRun { get; init; }

    /// <summary>The scheme, <c>id</c> or <c>id@version</c>; null lets every scheme be tried.</summary>
    public string? Scheme { get; init; }

    /// <summary>The year of the accounts; null for the present one.</summary>
    public int? Year { get; init; }

    /// <summary>What must reach the households, in yuan; null where the sheet may say it.</summary>
    public string? Total { get; init; }

    /// <summary>Parameters and figures of the year, by name.</summary>
    public IReadOnlyDictionary<string, string> Figures { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the answer is kept.</summary>
    public bool IsKept { get; init; }

    /// <summary>Of which organisation it is kept; null takes the one of the caller.</summary>
    public string? Organization { get; init; }

    /// <summary>The same in one text; null for none.</summary>
    public string? FigureText => Figures.Count == 0 ? null : string.Join(';', Figures.Select(figure => $"{figure.Key}={figure.Value}"));
}

/// <summary>The shape of it.</summary>
internal sealed class CheckStatementValidator : AbstractValidator<CheckStatementRequest>
{
    // Characters of the name of a worksheet or a file, and of an id.
    private const int MaxFile = 255;
    private const int MaxFigure = 64;

    private static readonly TextPattern Yuan = new("[0-9]{1,11}([.][0-9]{1,2})?");

    private static readonly TextPattern NamedFigures =
        new("[^=;]+=[^=;]+(;[^=;]+=[^=;]+)*");

    public CheckStatementValidator()
    {
        RuleFor(request => request.FileName).IsText("fileName", MaxFile, hasLines: false);
        RuleFor(request => request.Worksheet).IsText("sheet", MaxFile, hasLines: false);
        RuleFor(request => request.LastWorksheet).IsText("lastSheet", MaxFile, hasLines: false);
        RuleFor(request => request.Scheme).IsSchemeReference();
        RuleFor(request => request.Year).IsAccountYear();
        RuleFor(request => request.LastRun).IsText("lastRun", MaxFigure, hasLines: false);
        RuleFor(request => request.Organization).IsText("organization", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.Total).IsLike(
            "total", Yuan, "总额写作 89950.00，最多两位小数", "the total is written 89950.00, with at most two decimals");
        RuleFor(request => request.FigureText).IsLike(
            "figures", NamedFigures, "年度数写作 名称=数;名称=数", "figures are written name=value;name=value");
    }
}

/// <summary>What a check found, and how the sheet was read.</summary>
/// <param name="Read">As it was read.</param>
/// <param name="Report">What was found.</param>
/// <param name="FileName">What the file is called; empty for nothing.</param>
public sealed record CheckedStatement(StatementSheet Read, SheetReport Report, string FileName)
{
    /// <summary>SHA-256 of the file.</summary>
    public byte[] FileDigest { get; init; } = [];

    /// <summary>What was kept of it; null for nothing.</summary>
    public StatementCheckRow? Kept { get; init; }
}

/// <summary>Reads the sheet, recomputes it by every scheme it can feed, and compares.</summary>
internal sealed class CheckStatement(
    RosterTableColumns columns, SchemeLibrary library, Database database, KeptStatementChecks kept, Limits limits, TimeProvider time)
{
    /// <summary>Households of a sheet.</summary>
    public const int MaxLines = 20_000;

    private readonly CheckStatementValidator _validator = new();

    /// <param name="caller">Who asks.</param>
    /// <param name="request">What to check by.</param>
    /// <param name="file">The sheet.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It is no sheet that can be checked, or what to check by is not there.</exception>
    public async Task<CheckedStatement> HandleAsync(
        Caller caller, CheckStatementRequest request, Stream file, CancellationToken cancellation)
    {
        _validator.Require(request);
        if (request.IsKept)
        {
            await kept.RequireAsync(caller, request.Organization, cancellation);
        }

        var named = request.Scheme is { } reference ? SchemeOf(reference, request.Year) : null;
        using var spool = await SpoolAsync(file, cancellation);
        var headings = new SheetHeadings(columns, named);
        var read = StatementSheetReader.Read(spool, request.Worksheet, headings, MaxLines, cancellation);
        var sheet = read.Sheet with { LastYear = await LastYearAsync(caller, request, spool, headings, cancellation) };
        if (request.Total is { } total && Money.TryParse(total, out var asked) == DecimalFault.None)
        {
            sheet = sheet with { StatedTotal = Fraction.FromMoney(asked), IsTotalAsked = true };
        }

        var year = request.Year ?? Dates.Today(time).Year;
        var schemes = new SheetSchemes(sheet, year, request.Figures);
        var trials = named is not null
            ? schemes.Named(named, cancellation)
            : [.. schemes.Try(library, cancellation)];
        var report = StatementCheck.Of(sheet, trials, cancellation);
        var found = new CheckedStatement(
            read with { Notes = [.. read.Notes, .. schemes.Notes] }, report, StatementPrivacy.Masked(request.FileName ?? ""))
        {
            FileDigest = spool.Digest,
        };
        return request.IsKept ? await kept.KeepAsync(caller, found, request.Organization, cancellation) : found;
    }

    private async Task<TableSpool> SpoolAsync(Stream file, CancellationToken cancellation)
    {
        try
        {
            return await TableSpool.OfAsync(file, limits.MaxBodyBytes, cancellation);
        }
        catch (TableException exception)
        {
            throw new RefusedException(Failure.Of(exception.Problem));
        }
    }

    private Engine.Schemes.Scheme SchemeOf(string named, int? year)
    {
        _ = SchemeReference.TryParse(named, out var reference);
        var scheme = library.Find(reference, year, out var missing);
        var refusals = scheme is null ? [missing!] : SchemeLibrary.Refusals(scheme).ToArray();
        return refusals.Length == 0 ? scheme! : throw new RefusedException(Failure.Of(refusals));
    }

    private async Task<IReadOnlyList<(string Id, string Name)>?> LastYearAsync(
        Caller caller, CheckStatementRequest request, TableSpool spool, SheetHeadings headings, CancellationToken cancellation)
    {
        if (request.LastWorksheet is { } worksheet)
        {
            var before = StatementSheetReader.Read(spool, worksheet, headings, MaxLines, cancellation);
            return [.. before.Sheet.Lines.Select(line => (line.Id, line.Name))];
        }

        if (request.LastRun is not { } run)
        {
            return null;
        }

        return await database.ReadAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            var books = await StoredBooks.PartAsync(session, row);
            return books.Households.Select(id => (StatementPrivacy.Masked(id), "")).ToArray();
        }, cancellation);
    }
}
