using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace LinkageService.Tests;

/// <summary>
/// A test for runs in full, <c>REQUIRE_ALL=1</c>: it kills services, fills disks and heaps, asks every operation about every bound, or
/// takes longer than somebody waits who has changed a line. A plain <c>dotnet test</c> counts it as skipped, with this reason.
/// </summary>
internal sealed class FullRunFactAttribute : FactAttribute
{
    public FullRunFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        (Skip, SkipUnless, SkipType) = (FullRun.Reason, nameof(Thorough.IsWanted), typeof(Thorough));
    }
}

/// <summary>As <see cref="FullRunFactAttribute"/>, for a theory.</summary>
internal sealed class FullRunTheoryAttribute : TheoryAttribute
{
    public FullRunTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        (Skip, SkipUnless, SkipType) = (FullRun.Reason, nameof(Thorough.IsWanted), typeof(Thorough));
    }
}

/// <summary>A row of a theory, as <c>InlineData</c>, for runs in full.</summary>
/// <param name="data">The arguments of the test.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class FullRunDataAttribute(params object?[] data) : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(data) { Skip = Thorough.IsWanted ? null : FullRun.Reason }]);
}

/// <summary>What runs with <c>REQUIRE_ALL=1</c> only.</summary>
internal static class FullRun
{
    /// <summary>Why a plain run skips it.</summary>
    public const string Reason = "Runs with REQUIRE_ALL=1";

    /// <summary>A row of a theory for runs in full.</summary>
    public static TheoryDataRow<T> Row<T>(T value) => new(value) { Skip = Thorough.IsWanted ? null : Reason };

    /// <summary>The same of two arguments.</summary>
    public static TheoryDataRow<TFirst, TSecond> Row<TFirst, TSecond>(TFirst first, TSecond second) =>
        new(first, second) { Skip = Thorough.IsWanted ? null : Reason };
}
