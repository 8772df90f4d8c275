using LinkageService.Engine.Problems;

namespace LinkageService.Console.Session;

/// <summary>Words in the language of whoever looks at a page.</summary>
internal static class SessionWords
{
    /// <summary>The words in the language of the session.</summary>
    public static string Of(this LocalizedText words, ConsoleSession session) => session.Language.Of(words);
}
