using Xunit;

namespace Amity.Tests.Kit;

/// <summary>A claim about Unix file modes and locks.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no such modes and locks.";
        }
    }
}
