using System.Diagnostics;
using LinkageService.Engine.Problems;

namespace LinkageService.Console.Pages.NewRun;

/// <summary>What the steps of a new run are called.</summary>
internal static class NewRunWords
{
    /// <summary>A step of the path.</summary>
    public static LocalizedText Step(PathStep step) => step switch
    {
        PathStep.Scheme => new("选择方案", "Choose a scheme"),
        PathStep.Figures => new("账目与参数", "Accounts and parameters"),
        PathStep.Roster => new("名册与登记日", "Roster and record date"),
        PathStep.Preview => new("预览", "Preview"),
        PathStep.Save => new("保存", "Save"),
        _ => throw new UnreachableException(),
    };
}
