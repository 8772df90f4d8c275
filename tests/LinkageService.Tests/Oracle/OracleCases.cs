using System.Globalization;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Tests.Oracle;

/// <summary>Seed and number of cases, and the catalogue under test.</summary>
internal static class OracleCases
{
    /// <summary>The seed of the requests.</summary>
    public static int Seed { get; } = TestSeed.Value;

    /// <summary>Cases per scheme of the comparison; <c>ORACLE_CASES</c> sets another number.</summary>
    /// <value>3,000 where REQUIRE_ALL=1, else 400.</value>
    public static int Count { get; } = Setting("ORACLE_CASES") ?? Thorough.Of(full: 3_000, quick: 400);

    private static IReadOnlyDictionary<string, Scheme> Catalogue { get; } =
        SchemeLibrary.Load().Latest.ToDictionary(scheme => scheme.Id);

    /// <summary>Every scheme of the catalogue, as rows of a theory.</summary>
    public static TheoryData<string> Schemes => [.. Catalogue.Keys.Order(StringComparer.Ordinal)];

    public static Scheme Scheme(string id) => Catalogue[id];

    /// <summary>A share of the cases: the dearer a property is to check, the fewer runs it gets.</summary>
    public static IEnumerable<OracleRequest> Requests(string scheme, int share) =>
        Enumerable.Range(0, Math.Max(1, Count / share)).Select(number => RandomRequests.Of(scheme, Seed, number));

    /// <summary>How to see the same failure again.</summary>
    public static string Repeat(OracleRequest request) =>
        string.Create(CultureInfo.InvariantCulture,
            $"\nrepeat with TEST_SEED={Seed} ORACLE_CASES={Count}\n{request}");

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value
            : null;
}
