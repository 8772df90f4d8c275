using LinkageService.Access;
using LinkageService.Vocabulary;

namespace LinkageService.Tests.Vocabulary;

/// <summary>What is said to whoever may not do something.</summary>
public sealed class PermissionWordsTests
{
    [Fact]
    public void Forbidden_EveryRoleAndPermission_EverydayWordsAndTheRolesThatMay()
    {
        foreach (var needed in Enum.GetValues<Permission>().Where(each => each != Permission.Open))
        {
            foreach (var role in Role.All.Where(role => (role.Permissions & needed) != needed))
            {
                var words = AccessWords.Forbidden(role, needed);
                Assert.DoesNotContain(needed.ToString(), words.Zh + words.En, StringComparison.Ordinal);
                Assert.All(Role.All.Where(other => (other.Permissions & needed) == needed), other =>
                    Assert.Contains(other.Name, words.En, StringComparison.Ordinal));
            }
        }

        Assert.Equal("角色“查看”（viewer）不能制作核算、办理公示和发放；能的角色：制单（preparer）",
            AccessWords.Forbidden(Role.Viewer, Permission.PrepareRuns).Zh);
    }
}
