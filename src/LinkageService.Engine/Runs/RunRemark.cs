using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>What somebody should know of a run that went well: who was paid less than due, what did nothing, what stayed.</summary>
/// <param name="Code"><c>prorated</c>, <c>withheld_in_part</c>, <c>kept_below_unit</c>, <c>empty_group</c>, <c>nothing_paid</c>,
/// <c>columns_not_read</c>, <c>tags_not_read</c>, <c>labels_not_read</c>, <c>divided_within</c>, <c>zero_divisor</c>,
/// <c>requirement_met</c>.</param>
/// <param name="IsWarning">Somebody gets, or is withheld, less than the scheme says, or is in a group by a figure there is not.</param>
/// <param name="Step">The step it is about; null for one about the roster or the whole result.</param>
/// <param name="Message">In words, with the figures.</param>
public sealed record RunRemark(string Code, bool IsWarning, Step? Step, LocalizedText Message);
