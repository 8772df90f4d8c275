using LinkageService.Engine.Problems;

namespace LinkageService.Console.Components;

/// <summary>The run that a <see cref="Confirmation"/> is about.</summary>
/// <param name="Id">Its id, as in its address.</param>
/// <param name="Organization">Whose it is, by name.</param>
/// <param name="Title">Its year and scheme, in words.</param>
/// <param name="Digest">Of its result; papers show the beginning of it.</param>
public sealed record ConfirmedRun(string Id, string Organization, LocalizedText Title, string Digest);
