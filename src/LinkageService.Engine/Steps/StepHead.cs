using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>What every kind of step has.</summary>
internal sealed record StepHead(
    string Id, string Kind, string Field, LocalizedText Title, string? Clause, string Benefit, StepWhen? When, DocumentNode At);
