using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Books;

/// <summary>A run as the books take it in.</summary>
/// <param name="Run">Its id; what vouchers of it carry.</param>
/// <param name="Title">What vouchers say it is: 2025 年收益分配.</param>
/// <param name="Scheme">The scheme it used, which says what its steps and funds are.</param>
/// <param name="Books">Its amounts, or the changes of a correction.</param>
public sealed record BookedRun(string Run, LocalizedText Title, Scheme Scheme, RunBooks Books)
{
    /// <summary>Whether its amounts are changes of another run.</summary>
    public bool IsCorrection { get; init; }
}
