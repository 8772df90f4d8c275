using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Taxes;

namespace LinkageService.Features.Runs;

/// <summary>What a run takes from what it pays, fixed when it was handed in; kept in the life of the run.</summary>
/// <param name="Terms">How each benefit of it is taxed; empty where only debts are set off.</param>
/// <param name="TaxFen">Tax taken from households; of a correction, what changes.</param>
/// <param name="BorneFen">Tax the organisation bears beside it.</param>
/// <param name="SetOffFen">Debts set off.</param>
/// <param name="PaidFen">What is paid out.</param>
/// <param name="Digest">Over every household's part, as <c>sha256:…</c>.</param>
internal sealed record StoredWithholding(
    IReadOnlyList<StoredTaxTerm> Terms, long TaxFen, long BorneFen, long SetOffFen, long PaidFen, string Digest)
{
    /// <summary>Of a correction: what is left to be paid by later runs; null for another run.</summary>
    public long? ArrearsFen { get; init; }

    /// <summary>Of a correction: what is left to be recovered, not positive.</summary>
    public long? RecoveriesFen { get; init; }

    /// <summary>The terms as the engine has them.</summary>
    public TaxTerms Read() => new(Terms.Where(term => !term.IsOfScheme).Select(term => term.Read()));
}

/// <summary>How a benefit is taxed.</summary>
/// <param name="Benefit">The benefit.</param>
/// <param name="Mode">withhold or organization_bears.</param>
/// <param name="Rate">Such as 0.2.</param>
/// <param name="Basis">Where the rate comes from: <c>fact</c>, <c>scheme</c>, or the law's article.</param>
internal sealed record StoredTaxTerm(string Benefit, string Mode, string Rate, string Basis)
{
    /// <summary>The rate is the one the organisation stated.</summary>
    public const string Stated = "fact";

    /// <summary>The scheme withholds the tax in a step of its own.</summary>
    public const string OfScheme = "scheme";

    /// <summary>Whether the tax is among the lines already.</summary>
    [JsonIgnore]
    public bool IsOfScheme => Basis == OfScheme;

    /// <summary>The rate as people read it: 20%.</summary>
    [JsonIgnore]
    public string Percent => (Read().Rate * 100).ToString() + "%";

    /// <summary>The term as the engine has it.</summary>
    public TaxTerm Read() => new(Benefit, FactWords.Read<TaxMode>(Mode)!.Value,
        RateText.TryParse(Rate, out var rate) == DecimalFault.None
            ? rate
            : throw new InvalidOperationException($"{Rate} is no rate of a stored tax term."));
}
