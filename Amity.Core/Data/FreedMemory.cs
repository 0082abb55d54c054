using System.Runtime.InteropServices;

namespace Amity.Core.Data;

/// <summary>
/// Memory outside of .NET that closed databases have freed. The C library of most Linux systems keeps it for later: a server whose networks
/// were all in use once would look as if they still were, a megabyte each.
/// </summary>
public static class FreedMemory
{
    private static bool isKept = OperatingSystem.IsLinux();

    /// <summary>Gives it back to the system where the C library can. Takes some milliseconds: for after something large, not for every request.</summary>
    public static void GiveBack()
    {
        if (!isKept)
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (Exception unknown) when (unknown is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library, which keeps less.
            isKept = false;
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint left);
}
