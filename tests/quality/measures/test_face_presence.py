from tests.quality.sweeps import renders


def test_every_virtual_face_of_some_size_is_a_face() -> None:
    faces = [one for one in renders() if one.number("iod_px") > 30]
    assert len(faces) > 80
    for one in faces:
        assert one.value("face_presence") > 0.995, one.photo
