using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;
using LinkageService.Vocabulary;

namespace LinkageService.Tests.Console;

/// <summary>Whatever a page refuses, the person before it can read what happened and what to do, in their own words.</summary>
public sealed partial class ProblemHelpTests
{
    [Fact]
    public void Help_OfEveryCode_IsThereOnce() => Assert.Equal(
        ProblemCodes.All.Select(code => code.Name).Order(StringComparer.Ordinal),
        ProblemHelp.All().SelectMany(help => help.Codes).Select(code => code.Name).Order(StringComparer.Ordinal));

    // Names of programs and files that everybody in an office knows may stand in a Chinese sentence; nothing else of ours.
    [Fact]
    public void Help_OfEveryCode_SpeaksOneLanguageAndNoCodes()
    {
        foreach (var help in ProblemHelp.All())
        {
            foreach (var words in new[] { help.Title, help.What, help.Cure })
            {
                Assert.Empty(Latin().Matches(words.Zh).Select(match => match.Value).Except(["Excel", "WPS", "xlsx", "PDF"]));
                Assert.DoesNotMatch("[无非]效|非法|异常|字段", words.Zh);
                Assert.DoesNotContain(words.En, letter => letter is >= '\u3000' and <= '\u9fff');
                Assert.DoesNotContain('_', words.En);
            }
        }
    }

    [GeneratedRegex("[A-Za-z]+", RegexOptions.None, 1000)]
    private static partial Regex Latin();
}
