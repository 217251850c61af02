//! Numbers whose check digits are known to be right or wrong, from public documents and published
//! examples; each identifier's tests hold all of its own.

use super::CheckDigit;
use std::fmt::Debug;

/// The known numbers of one identifier.
pub(super) struct Vectors {
    pub(super) right: &'static [&'static str],
    wrong: &'static [&'static str],
}

impl Vectors {
    /// Asserts that `check` says of each number what is known of it.
    pub(super) fn hold<E: Debug + PartialEq>(&self, check: impl Fn(&str) -> Result<CheckDigit, E>) {
        for text in self.right {
            assert_eq!(check(text), Ok(CheckDigit::Right), "{text}");
        }
        for text in self.wrong {
            assert_eq!(check(text), Ok(CheckDigit::Wrong), "{text}");
        }
    }
}

/// CPF, 11 digits.
pub(super) const CPF: Vectors = Vectors {
    right: &["52998224725", "39053344705", "11144477735", "12345678909"],
    wrong: &["52998224724", "11111111111"],
};

/// CNPJ, 14 characters.
pub(super) const CNPJ: Vectors = Vectors {
    right: &[
        "12ABC34501DE35",
        "12ABC345000188",
        "11222333000181",
        "00000000000191",
        "33000167000101",
    ],
    wrong: &["12ABC34501DE00", "11222333000180"],
};

/// Access keys of 44 characters.
pub(super) const FISCAL_KEY: Vectors = Vectors {
    right: &[
        "13181017921427000125650010000000309887251170",
        "35080599999090910270550010000000015180051273",
        "352410KSP416L8000109550010000001231999999993",
        "35260811222333000181550010000123451000123457",
        "35260812ABC34501DE35550010000123451000123458",
        "35260811222333000181650010000007771000007770",
        "35260811222333000181570010000003211000003217",
    ],
    wrong: &["43171207364617000135550000000120141983512494"],
};

/// Access keys of 50 digits.
pub(super) const SERVICE_KEY: Vectors = Vectors {
    right: &[
        "31702062253369941000163000000000000626050264633732",
        "33045572211905971000105000000000014625124504258429",
        "31567002251675482000110000000000003026087376456690",
        "35503082211222333000181000000000012326080004567890",
    ],
    wrong: &["31062001251235800000112230000000173023019580208160"],
};

/// Bank slips, 47 digits.
pub(super) const BANK_SLIP: Vectors = Vectors {
    right: &[
        "00190500954014481606906809350314337370000000100",
        "23793381286000782713695000063305975520000370000",
        "42297115040000195441160020034520268610000054659",
        "23791234059000000123145000123401515700000017990",
    ],
    wrong: &["34191790010104351004791020150008584410000026000"],
};

/// Collection bills, 48 digits.
pub(super) const COLLECTION: Vectors = Vectors {
    right: &[
        "836200000005667800481000180975657313001589636081",
        "846700000017435900240209024050002435842210108119",
        "858900004609524601791605607593050865831483000010",
        "848900000002404201622015806051904292586034111220",
    ],
    wrong: &["826200000000000100000000000000000000000000000000"],
};

/// Court case numbers.
pub(super) const COURT_CASE: Vectors = Vectors {
    right: &[
        "0058967-77.2016.8.19.0000",
        "0000002-65.2005.4.05.8100",
        "0586729-78.2023.8.04.0001",
        "0720269-60.2022.8.07.0007",
        "0011770-87.2019.8.24.0710",
    ],
    wrong: &["5004415-79.2023.8.21.0001"],
};
