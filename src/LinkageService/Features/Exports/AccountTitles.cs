using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Exports;

/// <summary>What the sources and funds of a run are called.</summary>
internal sealed class AccountTitles(Scheme scheme, ExportWords words)
{
    /// <summary>Where money came from.</summary>
    public string Source(SourceAmount source) =>
        !source.IsPayer && scheme.Inputs.FirstOrDefault(input => input.Name == source.Name) is { } input
            ? words.Of(input.Title)
            : source.Name;

    /// <summary>Where money stayed.</summary>
    public string Fund(FundAmount fund) => fund.Name;
}
