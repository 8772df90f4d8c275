using System.Globalization;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.StatementChecks;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace LinkageService.Console.Pages.Checks;

/// <summary>A sheet from its choice to the opinion; it is gone when the page is left, unless the check was kept.</summary>
public sealed partial class CheckStatementPage
{
    private readonly Dictionary<string, string> _figures = new(StringComparer.Ordinal);
    private byte[]? _content;
    private string _name = "";
    private string _total = "";
    private string _year = "";
    private string _schemeId = "";
    private string _lastSheet = "";
    private IReadOnlyList<string> _sheets = [];
    private CheckedStatement? _found;

    /// <summary>The run of last year, where the page is opened from one.</summary>
    [SupplyParameterFromQuery(Name = "lastRun")]
    public string? LastRun { get; set; }

    // What the chosen scheme asks for: figures of the year first.
    private IEnumerable<(string Name, LocalizedText Title, string Default)> Figures
    {
        get
        {
            if (Library.Versions(_schemeId) is not [.., var scheme])
            {
                return [];
            }

            var year = YearOf() ?? scheme.EffectiveTo ?? AccountYears.Range.Max;
            return scheme.Inputs.Select(input => (input.Name, input.Title, input.Default?.ToString() ?? ""))
                .Concat(scheme.Parameters.Select(parameter => (parameter.Name, parameter.Title,
                    parameter.ValueOf(year) is { } value ? parameter.Show(value) : "")));
        }
    }

    private int? YearOf() => int.TryParse(_year.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        (_found, _content, _sheets, _lastSheet) = (null, null, [], "");
        var file = chosen.File;
        if (await TryAsync(async () =>
        {
            if (file.Size > Limits.MaxBodyBytes)
            {
                throw new RefusedException(RequestFailures.BodyTooLarge(Limits.MaxBodyBytes));
            }

            await using var content = file.OpenReadStream(Limits.MaxBodyBytes, Left);
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, Left);
            (_content, _name) = (copy.ToArray(), file.Name);
        }))
        {
            await CheckAsync();
        }
    }

    private Task CheckAsync() => TryAsync(async () =>
    {
        _found = null;
        var request = new CheckStatementRequest
        {
            FileName = _name, Scheme = Text(_schemeId), Year = YearOf(), Total = Text(_total.Replace(",", "", StringComparison.Ordinal)),
            LastWorksheet = Text(_lastSheet), LastRun = LastRun,
            Figures = Figures.Where(figure => Text(_figures.GetValueOrDefault(figure.Name, "")) is not null)
                .ToDictionary(figure => figure.Name, figure => _figures[figure.Name].Trim(), StringComparer.Ordinal),
            FormProblems = Text(_year) is { } typed && YearOf() is null
                ? [new Problem(ProblemCodes.InvalidValue, "year", AccountYears.Range.Words(typed))] : [],
        };
        var found = await AskAsync(Permission.ReadRuns, async caller =>
        {
            using var content = new MemoryStream(_content!);
            return await Task.Run(() => Check.HandleAsync(caller, request, content, Left), Left);
        });
        (_found, _sheets) = (found, found.Read.OtherWorksheets);
    });

    private Task KeepAsync() => TryAsync(async () =>
        _found = await AskAsync(Permission.PrepareRuns, caller => Kept.KeepAsync(caller, _found!, organization: null, Left)));

    private static string? Text(string text) => TextRules.Trim(text);
}
