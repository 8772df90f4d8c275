using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;

namespace LinkageService.Features.Schemes;

/// <summary>What two versions of a scheme say of one parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Left">Of the left version; null when it has none.</param>
/// <param name="Right">Of the right version; null when it has none.</param>
/// <typeparam name="T">What it is.</typeparam>
internal sealed record ComparedTerm<T>(string Name, T? Left, T? Right)
    where T : class;

/// <summary>Two versions side by side.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
/// <param name="Lines">Their documents, line by line.</param>
/// <param name="Parameters">The parameters that differ in value, range or years, or that only one of them has.</param>
/// <param name="Tables">The tables of tiers that differ in a value, a limit or what is done with a figure, or that only one has.</param>
internal sealed record SchemeComparison(
    Scheme Left, Scheme Right, IReadOnlyList<ComparedLine> Lines, IReadOnlyList<ComparedTerm<SchemeParameter>> Parameters,
    IReadOnlyList<ComparedTerm<TierTable>> Tables);

/// <summary>Lays two versions of a scheme side by side.</summary>
internal sealed class CompareSchemes(SchemeLibrary library)
{
    /// <summary>The comparison.</summary>
    /// <exception cref="RefusedException">There is no such scheme or version.</exception>
    public SchemeComparison Handle(string id, int left, int right)
    {
        var (one, other) = (Require(id, left), Require(id, right));
        return new SchemeComparison(
            one, other, LineDifference.Of(YamlText.Of(one.Document), YamlText.Of(other.Document)), Parameters(one, other),
            Tables(one, other));
    }

    private static ComparedTerm<SchemeParameter>[] Parameters(Scheme left, Scheme right) => left.Parameters
        .Concat(right.Parameters).Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal)
        .Select(name => new ComparedTerm<SchemeParameter>(name, Of(left, name), Of(right, name)))
        .Where(term => term.Left is null || term.Right is null || !IsSame(term.Left, term.Right)).ToArray();

    private static ComparedTerm<TierTable>[] Tables(Scheme left, Scheme right) => left.Tiers.Concat(right.Tiers)
        .Select(table => table.Name).Distinct(StringComparer.Ordinal)
        .Select(name => new ComparedTerm<TierTable>(name, left.Tiers.FirstOrDefault(table => table.Name == name),
            right.Tiers.FirstOrDefault(table => table.Name == name)))
        .Where(term => term.Left?.Mode != term.Right?.Mode || TierChanges.Between(term.Left, term.Right).Count > 0).ToArray();

    private static bool IsSame(SchemeParameter left, SchemeParameter right) =>
        (left.Type, left.Per, left.Unit) == (right.Type, right.Per, right.Unit)
        && Equals(left.Default, right.Default) && Equals(left.Min, right.Min) && Equals(left.Max, right.Max)
        && left.Values.SequenceEqual(right.Values);

    private static bool Equals(Fraction? left, Fraction? right) => Nullable.Equals(left, right);

    private static SchemeParameter? Of(Scheme scheme, string name) =>
        scheme.Parameters.FirstOrDefault(parameter => parameter.Name == name);

    private Scheme Require(string id, int version) =>
        library.Find(new SchemeReference(id, version), year: null, out var missing) ?? throw new RefusedException(Failure.Of(missing!));
}
